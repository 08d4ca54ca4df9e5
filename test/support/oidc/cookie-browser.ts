import { request, type IncomingHttpHeaders } from 'node:http';
import { text as textOf } from 'node:stream/consumers';

/** A browser as far as signing in needs one: it keeps cookies by origin and follows redirects. */
export interface CookieBrowser {
  /** Opens an address, wherever that leads, and stops before an address that begins with `until`. */
  open(url: string, until?: string): Promise<Opened>;
  /** Sends a form, as `open`. */
  send(url: string, form: Readonly<Record<string, string>>, until?: string): Promise<Opened>;
  /** The cookies that it sends to an address. */
  cookiesFor(url: string): string;
}

interface Opened {
  /** Where it led. */
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

interface Cookie {
  readonly origin: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export function cookieBrowser(): CookieBrowser {
  const kept = new Map<string, Cookie>();
  const cookiesFor = (url: string): string => {
    const { origin, pathname } = new URL(url);
    return [...kept.values()]
      .filter((one) => one.origin === origin && pathname.startsWith(one.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  };

  const keep = (url: string, lines: readonly string[]): void => {
    const { origin } = new URL(url);
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
      const isGone = value === '' || /; *max-age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line);
      if (isGone) kept.delete(`${origin} ${path} ${name}`);
      else kept.set(`${origin} ${path} ${name}`, { origin, path, name, value });
    }
  };

  async function go(url: string, form: string | undefined, until: string | undefined): Promise<Opened> {
    if (until !== undefined && url.startsWith(until)) return { url, status: 0, text: '' };
    const { status, headers, text } = await navigate(url, form, cookiesFor(url));
    keep(url, headers['set-cookie'] ?? []);
    const to = headers.location;
    return to === undefined ? { url, status, text } : go(new URL(to, url).href, undefined, until);
  }

  return {
    cookiesFor,
    open: (url, until) => go(url, undefined, until),
    send: (url, form, until) => go(url, new URLSearchParams(form).toString(), until),
  };
}

/** Signs in on the provider's own pages and agrees to what it asks, until the browser comes back to an address that begins with `until`. */
export async function signInAtProvider(
  browser: CookieBrowser,
  start: string,
  login: string,
  until?: string,
): Promise<Opened> {
  const asked = await browser.open(start, until);
  const forms = [{ prompt: 'login', login, password: 'any' }, { prompt: 'consent' }];
  let at = asked;
  for (const form of forms) {
    if (!at.text.includes(`value="${form.prompt}"`)) break;
    at = await browser.send(at.url, form, until);
  }
  return at;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As a browser that follows a link from another site; `fetch` does not let a caller say so. */
function navigate(url: string, form: string | undefined, cookie: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const sent = request(url, { method: form === undefined ? 'GET' : 'POST', headers }, (response) => {
      textOf(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(form);
  });
}
