import { Strophe } from "strophe.js";

type Attribute = string | number | undefined;
type Child = Element | string | undefined | false;

const factory = document.implementation.createDocument(null, null);

/** Builds an element; a namespace is given as the attribute `xmlns`, as it will be written. */
export function xml(name: string, attributes: Record<string, Attribute> = {}, ...children: Child[]): Element {
  const namespace = attributes.xmlns;
  const element = factory.createElementNS(namespace === undefined ? null : String(namespace), name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      element.setAttribute(key, String(value));
    }
  }
  for (const child of children) {
    if (child !== undefined && child !== false) {
      element.append(typeof child === "string" ? xmlText(child) : child);
    }
  }
  return element;
}

/** Leaves out what XML 1.0 cannot carry: one such character would end the stream. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be left out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").toWellFormed();
}

export function serialize(element: Element): string {
  return Strophe.Builder.serialize(element) ?? "";
}

export function parse(text: string): Element {
  return new DOMParser().parseFromString(text, "text/xml").documentElement;
}

export function is(element: Element, name: string, namespace: string): boolean {
  return element.localName === name && element.namespaceURI === namespace;
}

/** The first child of that name, in the namespace given or the element's own. */
export function child(element: Element, name: string, namespace?: string): Element | undefined {
  return children(element, name, namespace)[0];
}

export function children(element: Element, name: string, namespace?: string): Element[] {
  const wanted = namespace ?? element.namespaceURI;
  return [...element.children].filter((each) => each.localName === name && each.namespaceURI === wanted);
}

export function childText(element: Element, name: string, namespace?: string): string | undefined {
  return child(element, name, namespace)?.textContent ?? undefined;
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined;
}
