import { z } from 'zod';
import { SettingsError } from './settings-error.ts';

/** The address of the web application as a person gives it; without a slash at the end. It is shown to others, so it may hold no password. */
export const pagesAddress = z
  .url({ protocol: /^https?$/, error: 'an address that begins with https:// or http://' })
  .refine((text) => !hasMore(text), 'an address without user, password, query and fragment')
  .transform((text) => text.replace(/\/+$/, ''));

/** The address that `SHELFCAST_PAGES` has. Throws `SettingsError` where it cannot be used. */
export function readPagesAddress(given: string): string {
  const parsed = pagesAddress.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    `SHELFCAST_PAGES cannot be used: ${parsed.error.issues.map(({ message }) => message).join('; ')}`,
  );
}

function hasMore(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].some((part) => part !== '');
}
