import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Problem } from '../problem.ts';
import { keepFile, type KeptFile } from './keep-file.ts';
import { lookAtFile, type ReadingLimits, type Seen } from './reading.ts';

/** A file that was sent, and what was seen in it. */
export interface KeptUpload {
  id: string;
  file: KeptFile;
  seen: Seen;
  expiresAt: number;
  /** runs that read it just now keep it from being thrown away */
  users: number;
}

export interface UploadLimits {
  count: number;
  bytes: number;
  keptMs: number;
}

const LIMITS: UploadLimits = { count: 20, bytes: 2 * 1024 ** 3, keptMs: 6 * 60 * 60_000 };
const SWEEP_EVERY_MS = 60_000;
const SAMPLE_RECORDS = 200;

/** Files that were sent and wait for what is to become of them; gone with the program, and after some hours. */
export class Uploads {
  readonly #kept = new Map<string, KeptUpload>();
  readonly #limits: UploadLimits;
  readonly #reading: Partial<ReadingLimits>;
  readonly #sweeping: NodeJS.Timeout;

  constructor(limits: Partial<UploadLimits> = {}, reading: Partial<ReadingLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#reading = reading;
    this.#sweeping = setInterval(() => void this.#sweep(), SWEEP_EVERY_MS).unref();
  }

  /** @throws Problem 'file-unreadable'; 'too-many-requests' where there is no room for it */
  async receive(content: Readable, fileName: string): Promise<KeptUpload> {
    await this.#makeRoom(0);
    const file = await keepFile(content, fileName);
    try {
      await this.#makeRoom(file.bytes);
      const seen = await lookAtFile(file, SAMPLE_RECORDS, this.#reading);
      const upload = { id: randomUUID(), file, seen, expiresAt: Date.now() + this.#limits.keptMs, users: 0 };
      this.#kept.set(upload.id, upload);
      return upload;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** @throws Problem 'not-found' */
  find(id: string): KeptUpload {
    const upload = this.#kept.get(id);
    if (upload === undefined || upload.expiresAt <= Date.now()) throw uploadGone();
    return upload;
  }

  async remove(id: string): Promise<void> {
    const { file } = this.find(id);
    this.#kept.delete(id);
    await file.close();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    for (const { file } of this.#kept.values()) await file.close();
    this.#kept.clear();
  }

  async #sweep(): Promise<void> {
    for (const { id, file, expiresAt, users } of this.#kept.values()) {
      if (expiresAt > Date.now() || users > 0) continue;
      this.#kept.delete(id);
      await file.close();
    }
  }

  /** The oldest that nobody reads makes room for a new one. */
  async #makeRoom(bytes: number): Promise<void> {
    await this.#sweep();
    const total = () => [...this.#kept.values()].reduce((sum, { file }) => sum + file.bytes, 0);
    while (this.#kept.size >= this.#limits.count || total() + bytes > this.#limits.bytes) {
      const idle = [...this.#kept.values()].find(({ users }) => users === 0);
      if (idle === undefined) throw noRoom();
      this.#kept.delete(idle.id);
      await idle.file.close();
    }
  }
}

const uploadGone = () =>
  new Problem('not-found', {
    en: 'This file is not here any more: files are kept for some hours, and not over a restart. Send the file again',
    it: 'Questo file non è più qui: i file si conservano per qualche ora, e non oltre un riavvio. Inviare di nuovo il file',
  });

const noRoom = () =>
  new Problem('too-many-requests', {
    en: 'Too many files are being read just now: wait until one is done, and send the file again',
    it: 'Troppi file in lettura in questo momento: attendere che uno finisca e inviare di nuovo il file',
  });
