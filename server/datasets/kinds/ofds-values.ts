import { printable } from './row-reader.ts';

/** The name of an organisation or a network of the Open Fibre Data Standard; null where none is told. */
export function nameOf(value: unknown): string | null {
  if (!isObject(value)) return null;
  const { name } = value;
  return typeof name === 'string' && name.trim() !== '' ? printable(name).trim().slice(0, 300) : null;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
