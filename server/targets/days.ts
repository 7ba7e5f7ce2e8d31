/** Calendar day in Italy, `YYYY-MM-DD`: promises and horizons are days there, wherever the server stands. */
export function todayInItaly(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short' }).format(now);
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
