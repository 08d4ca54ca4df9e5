import { DOMParser } from 'linkedom';

/** What tests read of XML. */
export interface XmlElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): XmlElement | null;
  querySelectorAll(selector: string): { readonly length: number };
}

export function parseXml(text: string): XmlElement {
  return new DOMParser().parseFromString(text, 'text/xml') as unknown as XmlElement;
}
