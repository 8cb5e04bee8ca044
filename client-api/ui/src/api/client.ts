import createClient from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema';
import { session } from './session';

/** Every endpoint of the OpenAPI document, typed by it. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: (request) => fetch(request) });

api.use({
  onRequest({ request }) {
    const token = session.get()?.accessToken;
    if (token !== undefined) {
      request.headers.set('authorization', `Bearer ${token}`);
    }
    return request;
  },
  onResponse({ request, response }) {
    // Only what was sent with a token ends the session: a wrong password is also a 401.
    if (response.status === 401 && request.headers.has('authorization')) {
      session.end('expired');
    }
  },
  onError: () => Problem.unreachable(),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or a thrown {@link Problem}. */
export async function bodyOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw Problem.from(response.status, error);
  }

  return data as T;
}
