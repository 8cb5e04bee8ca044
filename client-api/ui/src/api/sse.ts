/** One message of a server-sent event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface SseMessage {
  id: string;
  event: string;
  data: string;
}

/**
 * Turns the text of an event stream into messages, however the network cut it. The browser's own EventSource cannot
 * send an Authorization header, hence this.
 */
export class SseParser {
  /** The last id seen: what a reconnection sends as Last-Event-ID. */
  lastId = '';
  /** Milliseconds the server asked us to wait before reconnecting, if it did. */
  retry: number | undefined;

  #rest = '';
  #data: string[] = [];
  #event = '';
  #isFirst = true;

  push(chunk: string): SseMessage[] {
    if (this.#isFirst && chunk !== '') {
      chunk = chunk.replace(/^\uFEFF/, '');
      this.#isFirst = false;
    }

    const text = this.#rest + chunk;
    const messages: SseMessage[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character !== '\n' && character !== '\r') {
        continue;
      }

      // A carriage return at the very end may be half of a pair: wait for what follows.
      if (character === '\r' && at === text.length - 1) {
        break;
      }

      this.#line(text.slice(start, at), messages);
      if (character === '\r' && text[at + 1] === '\n') {
        at++;
      }
      start = at + 1;
    }

    this.#rest = text.slice(start);
    return messages;
  }

  #line(line: string, messages: SseMessage[]) {
    if (line === '') {
      if (this.#data.length > 0) {
        messages.push({ id: this.lastId, event: this.#event || 'message', data: this.#data.join('\n') });
      }
      this.#data = [];
      this.#event = '';
      return;
    }

    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    switch (field) {
      case 'data':
        this.#data.push(value);
        break;
      case 'event':
        this.#event = value;
        break;
      case 'id':
        if (!value.includes('\0')) {
          this.lastId = value;
        }
        break;
      case 'retry':
        if (/^\d+$/.test(value)) {
          this.retry = Number(value);
        }
        break;
      default:
        // A comment (nothing before the colon) or a field we do not know: both are skipped by the standard.
        break;
    }
  }
}
