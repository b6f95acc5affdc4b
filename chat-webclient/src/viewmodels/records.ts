/** Values by name, in whatever keeps them. */
export interface Records {
  get(name: string): Promise<unknown>;
  /** All whose names begin so. */
  all(prefix: string): Promise<readonly { readonly name: string; readonly value: unknown }[]>;
  put(values: readonly { readonly name: string; readonly value: unknown }[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
  removeAll(prefix: string): Promise<void>;
}

const STORE = "records";

const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Records in the browser's database of this site. */
export class IndexedRecords implements Records {
  private database: Promise<IDBDatabase> | undefined;

  constructor(private readonly databaseName = "carillon") {}

  private open(): Promise<IDBDatabase> {
    if (!this.database) {
      const request = indexedDB.open(this.databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      this.database = answer(request).then((database) => {
        // another page wants a newer form of it
        database.onversionchange = () => database.close();
        return database;
      });
    }
    return this.database;
  }

  private async within(mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.open()).transaction(STORE, mode);
    work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  async get(name: string): Promise<unknown> {
    const transaction = (await this.open()).transaction(STORE);
    return answer(transaction.objectStore(STORE).get(name));
  }

  async all(prefix: string): Promise<{ name: string; value: unknown }[]> {
    const store = (await this.open()).transaction(STORE).objectStore(STORE);
    const [names, values] = await Promise.all([
      answer(store.getAllKeys(range(prefix))),
      answer(store.getAll(range(prefix))),
    ]);
    return names.map((name, index) => ({ name: String(name), value: values[index] }));
  }

  put(values: readonly { readonly name: string; readonly value: unknown }[]): Promise<void> {
    return this.within("readwrite", (store) => values.forEach(({ name, value }) => store.put(value, name)));
  }

  remove(names: readonly string[]): Promise<void> {
    return this.within("readwrite", (store) => names.forEach((name) => store.delete(name)));
  }

  removeAll(prefix: string): Promise<void> {
    return this.within("readwrite", (store) => void store.delete(range(prefix)));
  }
}
