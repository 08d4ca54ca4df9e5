import { readFileSync } from 'node:fs';
import pg from 'pg';

/**
 * Clients that take their password from the file that the parameter `passwordFile` of a URL names; `undefined` where it names none. Each
 * connection reads the file, so that a new password holds without a restart. Its last line break is not part of the password.
 */
export function passwordFileOf(url: string): { readonly Client: new () => pg.Client } | undefined {
  const file = URL.canParse(url) ? new URL(url).searchParams.get('passwordFile') : null;
  if (file === null) return undefined;
  const withPassword = (): string => {
    const whole = new URL(url);
    whole.searchParams.delete('passwordFile');
    whole.password = encodeURIComponent(readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
    return whole.href;
  };
  return {
    Client: class extends pg.Client {
      constructor() {
        super({ connectionString: withPassword() });
      }
    },
  };
}
