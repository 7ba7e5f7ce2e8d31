/** Calls all who wait for it. Who has noted how often it has rung misses no ring between looking and waiting. */
export class Bell {
  rung = 0;
  #waiting = new Set<() => void>();

  ring(): void {
    this.rung += 1;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when it has rung more often than `rung`, at the latest after so many ms. */
  async wait(ms: number, rung: number): Promise<void> {
    if (this.rung !== rung) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }
}
