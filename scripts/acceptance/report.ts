/** Collects checks, prints each with its figures, and counts. */
export class Report {
  passed = 0;
  failed = 0;
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  section(title: string): void {
    this.#write(`\n${title}`);
  }

  /** @param figures what was seen, always printed: a check that shows nothing convinces nobody */
  check(what: string, holds: boolean, figures: string): void {
    if (holds) this.passed++;
    else this.failed++;
    this.#write(`  ${holds ? 'ok  ' : 'FAIL'} ${what}: ${figures}`);
  }

  equal(what: string, seen: unknown, expected: unknown): void {
    const same = JSON.stringify(seen) === JSON.stringify(expected);
    this.check(
      what,
      same,
      same ? JSON.stringify(seen) : `${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`,
    );
  }

  close(): boolean {
    this.#write(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}
