import { Problem, problemOf } from './problem.ts';

/** Sends a request. Throws `Problem` where it is refused, fails, or the server cannot be reached. */
export async function send(url: string, options: RequestInit): Promise<Response> {
  const response = await reach(url, options);
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function reach(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem({
      title: 'The server cannot be reached.',
      detail: 'The server cannot be reached. Check that Shelfcast is running and that you are on its network.',
    });
  }
}
