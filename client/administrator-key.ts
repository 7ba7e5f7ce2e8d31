/** Stays in this page's memory and goes nowhere but into the header of a request. */
let kept: string | null = null;

export const administratorKey = (): string | null => kept;

export function keepAdministratorKey(key: string): void {
  kept = key;
}

/** After the server has refused it. */
export function forgetAdministratorKey(): void {
  kept = null;
}
