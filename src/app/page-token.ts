import { refusal } from './refusal.ts';

// For others a page is just a text: what it means may change.

/** The name of the page that begins at a place. */
export function pageAt(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The place a page begins at. Throws `Refusal` on a text that named no page of this form. */
export function placeOf(page: string, form: RegExp): RegExpExecArray {
  const place = form.exec(Buffer.from(page, 'base64url').toString());
  if (!place) throw refusal('unknown-page', { page });
  return place;
}
