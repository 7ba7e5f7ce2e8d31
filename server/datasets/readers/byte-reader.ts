/** Takes bytes off a stream, as many as are asked for. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** bytes taken or skipped so far */
  position = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** As many bytes as asked for, in a buffer of their own; fewer where the stream ends before. */
  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (await this.#hasMore())) {
      const part = this.#piece.subarray(this.#at, this.#at + length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    this.position += filled;
    return filled === length ? taken : taken.slice(0, filled);
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0 && (await this.#hasMore())) {
      const step = Math.min(left, this.#piece.length - this.#at);
      this.#at += step;
      this.position += step;
      left -= step;
    }
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #hasMore(): Promise<boolean> {
    while (this.#at >= this.#piece.length) {
      const next = await this.#pieces.next();
      if (next.done) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }
}
