/** The latest version of something that is costly to make; made when it is asked for, once for all who ask. */
export class Latest<Value> {
  readonly #make: () => Promise<Value>;
  #held: { version: string; value: Promise<Value> } | null = null;

  constructor(make: () => Promise<Value>) {
    this.#make = make;
  }

  async at(version: string): Promise<Value> {
    if (this.#held?.version === version) return this.#held.value;
    const held = { version, value: this.#make() };
    this.#held = held;
    try {
      return await held.value;
    } catch (error) {
      if (this.#held === held) this.#held = null;
      throw error;
    }
  }
}
