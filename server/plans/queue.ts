/** Items by key, the least first; those of equal key in no order. */
export class Queue {
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** Key of the item that comes next; Infinity where there is none. */
  get nextKey(): number {
    return this.#keys[0] ?? Infinity;
  }

  push(item: number, key: number): void {
    let at = this.#items.length;
    this.#items.push(item);
    this.#keys.push(key);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#keys[above]! <= key) break;
      this.#move(above, at);
      at = above;
    }
    this.#put(at, item, key);
  }

  /** Takes out the item of the least key; undefined where there is none. */
  pop(): number | undefined {
    const first = this.#items[0];
    const item = this.#items.pop();
    const key = this.#keys.pop();
    if (item === undefined || key === undefined || this.#items.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#items.length) break;
      if (below + 1 < this.#items.length && this.#keys[below + 1]! < this.#keys[below]!) below++;
      if (this.#keys[below]! >= key) break;
      this.#move(below, at);
      at = below;
    }
    this.#put(at, item, key);
    return first;
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#items[from]!, this.#keys[from]!);
  }

  #put(at: number, item: number, key: number): void {
    this.#items[at] = item;
    this.#keys[at] = key;
  }
}
