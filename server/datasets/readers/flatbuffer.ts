/** One table of a FlatBuffer whose every access keeps within its bytes. */
export class Table {
  readonly #view: DataView;
  readonly #at: number;
  readonly #slots: number;
  readonly #slotBytes: number;

  /** @throws RangeError here, and from every method, where the bytes lead out of themselves */
  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
    this.#slots = at - view.getInt32(at, true);
    this.#slotBytes = view.getUint16(this.#slots, true);
  }

  /** The outermost table of a buffer that begins with its offset. */
  static root(bytes: Uint8Array): Table {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new Table(view, view.getUint32(0, true));
  }

  uint8(field: number, absent: number): number {
    const at = this.#find(field);
    return at === null ? absent : this.#view.getUint8(at);
  }

  uint16(field: number, absent: number): number {
    const at = this.#find(field);
    return at === null ? absent : this.#view.getUint16(at, true);
  }

  int32(field: number, absent: number): number {
    const at = this.#find(field);
    return at === null ? absent : this.#view.getInt32(at, true);
  }

  uint64(field: number): number {
    const at = this.#find(field);
    return at === null ? 0 : Number(this.#view.getBigUint64(at, true));
  }

  text(field: number): string | null {
    const bytes = this.bytes(field);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  bytes(field: number): Uint8Array | null {
    const vector = this.#vector(field, 1);
    return vector === null ? null : new Uint8Array(this.#view.buffer, this.#view.byteOffset + vector.at, vector.length);
  }

  /** At most so many of a list of numbers. */
  doubles(field: number, most: number): Float64Array {
    const vector = this.#vector(field, 8);
    const { at } = vector ?? { at: 0 };
    const length = Math.min(vector?.length ?? 0, most);
    const numbers = new Float64Array(length);
    for (let index = 0; index < length; index += 1) numbers[index] = this.#view.getFloat64(at + index * 8, true);
    return numbers;
  }

  uint32s(field: number): number[] {
    const { at = 0, length = 0 } = this.#vector(field, 4) ?? {};
    return Array.from({ length }, (_, index) => this.#view.getUint32(at + index * 4, true));
  }

  table(field: number): Table | null {
    const at = this.#find(field);
    return at === null ? null : new Table(this.#view, at + this.#view.getUint32(at, true));
  }

  tables(field: number): Table[] {
    const { at = 0, length = 0 } = this.#vector(field, 4) ?? {};
    return Array.from({ length }, (_, index) => {
      const place = at + index * 4;
      return new Table(this.#view, place + this.#view.getUint32(place, true));
    });
  }

  #find(field: number): number | null {
    const slot = 4 + field * 2;
    if (slot + 2 > this.#slotBytes) return null;
    const offset = this.#view.getUint16(this.#slots + slot, true);
    return offset === 0 ? null : this.#at + offset;
  }

  #vector(field: number, bytesEach: number): { at: number; length: number } | null {
    const at = this.#find(field);
    if (at === null) return null;
    const vector = at + this.#view.getUint32(at, true);
    const length = this.#view.getUint32(vector, true);
    if (vector + 4 + length * bytesEach > this.#view.byteLength) throw new RangeError('a list leads out of its buffer');
    return { at: vector + 4, length };
  }
}
