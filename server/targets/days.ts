/** Calendar day in Italy, `YYYY-MM-DD`: promises and horizons are days there, wherever the server stands. */
export function todayInItaly(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short' }).format(now);
}

/** The last moment of a day in Italy, to the millisecond. */
export function endOfDayInItaly(day: string): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  // Midnight there is 22 or 23 o'clock here, as summer time has it at that hour.
  const midnight = [22, 23].map((hour) => new Date(`${day}T${hour}:00:00Z`)).find((at) => todayInItaly(at) > day);
  return new Date((midnight ?? noon).getTime() - 1);
}

/** Until when planned segments count for the aid class: so many years from today, the horizon at most. */
export function plansUntil(horizon: string, today: string, years: number): string {
  const credible = yearsLater(today, years);
  return horizon < credible ? horizon : credible;
}

/** The same day so many years later; 1 March for 29 February where there is none. */
function yearsLater(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}
