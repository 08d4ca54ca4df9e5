import { parseHTML } from 'linkedom';

/** As much of an element as tests look at; the types of the DOM belong to browsers. */
export interface PageElement {
  readonly textContent: string;
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Reads a page. */
export function parsePage(text: string): PageElement {
  const { document } = parseHTML(text) as unknown as { readonly document: { readonly documentElement: PageElement } };
  return document.documentElement;
}
