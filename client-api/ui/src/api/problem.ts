/** One refused part of a request: where it is in the body, and why. */
export interface FieldError {
  pointer: string;
  reason: string;
}

/** An answer that is not what was asked for, as RFC 9457 tells it. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly code: string | undefined;
  /** What to quote when asking the operator. */
  readonly traceId: string | undefined;
  readonly errors: FieldError[];

  constructor(status: number, title: string, more: { detail?: string; code?: string; traceId?: string; errors?: FieldError[] } = {}) {
    super(title);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.detail = more.detail;
    this.code = more.code;
    this.traceId = more.traceId;
    this.errors = more.errors ?? [];
  }

  /** No answer at all: the network, or a platform that is not running. */
  static unreachable(): Problem {
    return new Problem(0, 'The platform does not answer.', { detail: 'Check that it is running and that you are online, then try again.' });
  }

  /** Reads the body of an answer that failed; anything that is no problem document still gives a sentence. */
  static from(status: number, body: unknown): Problem {
    const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    return new Problem(status, text(fields.title) ?? `The platform answered with status ${status}.`, {
      detail: text(fields.detail),
      code: text(fields.code),
      traceId: text(fields.traceId),
      errors: errorsOf(fields.errors),
    });
  }

  /** Whether asking again later may help. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Any thrown thing as a problem, so that a page has one way to show it. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, 'The page failed.', { detail: String(error) });
}

// Two shapes are in use: a list of {pointer|path, reason|detail}, and ASP.NET's {field: [reasons]}.
function errorsOf(errors: unknown): FieldError[] {
  if (Array.isArray(errors)) {
    return errors.flatMap((entry: Record<string, unknown>) => {
      const reason = text(entry.reason) ?? text(entry.detail);
      return reason === undefined ? [] : [{ pointer: text(entry.pointer) ?? text(entry.path) ?? '', reason }];
    });
  }

  if (typeof errors === 'object' && errors !== null) {
    return Object.entries(errors).flatMap(([pointer, reasons]) =>
      (Array.isArray(reasons) ? reasons : [reasons]).map((reason) => ({ pointer, reason: String(reason) })),
    );
  }

  return [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
