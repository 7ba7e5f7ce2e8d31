import { Duplex } from 'node:stream';
import { createClientReader, startupReply } from './wire-messages.ts';
import type { ClientPart } from './wire-messages.ts';

/** The server's end of one connection. */
export interface WireSession {
  /** What a server tells at start-up: server_version, TimeZone and so on. */
  parameters: Record<string, string>;
  /**
   * Hands whole messages over (their buffer is taken away); done when they are answered.
   * Never rejects: an engine that dies says so through `WireClient.fail`.
   */
  send(messages: Uint8Array<ArrayBuffer>, expectsReady: boolean): Promise<void>;
  /** Rolls back what is open and makes room for the next connection. */
  end(): Promise<void>;
}

/** The client's end of one connection, as the server sees it. */
export interface WireClient {
  receive(bytes: Uint8Array): void;
  /** The connection is lost: what runs fails with `error`. */
  fail(error: Error): void;
}

/** Something that speaks the wire protocol; it may let a client wait for its turn. */
export interface WireServer {
  attach(client: WireClient): Promise<WireSession>;
}

/** What the pg driver takes for a network socket, with a server of this same process at its other end. */
export class WireStream extends Duplex implements WireClient {
  readonly #server: WireServer;
  readonly #read = createClientReader();
  #session: WireSession | null = null;

  constructor(server: WireServer) {
    super({ allowHalfOpen: false });
    this.#server = server;
    this.once('end', () => this.destroy());
  }

  connect(): this {
    this.#server.attach(this).then(
      (session) => {
        this.#session = session;
        // The driver may have lost patience in the meantime.
        if (this.destroyed || this.writableEnded) void this.#end().then(() => this.destroy());
        else this.emit('connect');
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  receive(bytes: Uint8Array): void {
    if (!this.readableEnded && !this.destroyed) this.push(bytes);
  }

  /**
   * As an error of the stream and not as a message of the protocol: so the driver knows the connection to be dead
   * before whoever asked hears of the error, and does not hand it to the next.
   */
  fail(error: Error): void {
    this.#session = null;
    this.destroy(error);
  }

  // What the driver asks of a socket beyond a stream.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#forward(this.#read([chunk])).then(() => done(), done);
  }

  override _writev(
    chunks: { chunk: Uint8Array; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#forward(this.#read(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#end().then(() => {
      this.push(null);
      done();
    }, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#end().then(() => done(error), done);
  }

  async #forward(parts: ClientPart[]): Promise<void> {
    for (const part of parts) {
      if (this.#session === null) return;
      if (part.kind === 'startup') this.push(startupReply(this.#session.parameters));
      else if (part.kind === 'messages') await this.#session.send(part.bytes, part.expectsReady);
      else await this.#end();
    }
  }

  async #end(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.end();
  }
}
