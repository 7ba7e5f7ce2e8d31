interface NumbersClass<Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): Numbers;
}

/** Numbers in memory that threads share: handing them over copies nothing. */
export function sharedNumbers<Numbers extends { set(values: ArrayLike<number>): void }>(
  Class: NumbersClass<Numbers>,
  values: ArrayLike<number>,
): Numbers {
  const numbers = new Class(new SharedArrayBuffer(values.length * Class.BYTES_PER_ELEMENT));
  numbers.set(values);
  return numbers;
}

/** Where each of several parts begins, laid end to end; and where the last one ends. */
export function startsOf(lengths: readonly number[]): Uint32Array {
  let sum = 0;
  return sharedNumbers(Uint32Array, [0, ...lengths.map((length) => (sum += length))]);
}
