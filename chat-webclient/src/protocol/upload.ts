import type { Client } from "./client";
import type { Discovered } from "./disco";
import { NS } from "./namespaces";
import { attribute, child, children, xml } from "./xml";

export interface UploadService {
  readonly jid: string;
  readonly maxSize: number | undefined;
}

export interface Slot {
  readonly put: string;
  readonly get: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** The only headers a server may ask for (XEP-0363 §5). */
const HEADERS = ["authorization", "cookie", "expires"];

/** HTTP File Upload (XEP-0363 1.2.0): the service that takes files, if there is one. */
export function uploadService(services: readonly Discovered[]): UploadService | undefined {
  const found = services.find((each) => each.info.features.has(NS.upload));
  return found && { jid: found.jid, maxSize: readMaxSize(found.info.element) };
}

function readMaxSize(query: Element): number | undefined {
  for (const form of children(query, "x", NS.dataForms)) {
    const fields = children(form, "field");
    const value = (name: string) =>
      fields.find((each) => attribute(each, "var") === name)?.firstElementChild?.textContent ?? undefined;
    const size = Number(value("max-file-size"));
    if (value("FORM_TYPE") === NS.upload && Number.isFinite(size) && size > 0) {
      return size;
    }
  }
  return undefined;
}

export async function requestSlot(client: Client, service: UploadService, file: File): Promise<Slot> {
  const request = xml("request", {
    xmlns: NS.upload,
    filename: file.name,
    size: file.size,
    "content-type": file.type || "application/octet-stream",
  });
  const slot = child(await client.iq("get", service.jid, request), "slot", NS.upload);
  const put = slot && child(slot, "put");
  const get = slot && child(slot, "get");
  const urls = { put: attribute(put, "url") ?? "", get: attribute(get, "url") ?? "" };
  if (![urls.put, urls.get].every((each) => /^https?:\/\//.test(each))) {
    throw new Error("the server gave no usable address for the file");
  }
  const headers = (put ? children(put, "header") : [])
    .map((each) => [attribute(each, "name") ?? "", (each.textContent ?? "").replace(/[\r\n]/g, "")] as const)
    .filter(([name]) => HEADERS.includes(name.toLowerCase()));
  return { ...urls, headers };
}

/** Progress is a share between 0 and 1. XMLHttpRequest, since fetch does not tell how far an upload is. */
export function put(slot: Slot, file: File, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", slot.put);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    slot.headers.forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () =>
      request.status >= 200 && request.status < 300 ? resolve() : reject(new Error(`HTTP ${request.status}`));
    request.onerror = () => reject(new Error("network"));
    request.onabort = () => reject(new Error("aborted"));
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) {
      // while the slot was asked for
      reject(new Error("aborted"));
    } else {
      request.send(file);
    }
  });
}
