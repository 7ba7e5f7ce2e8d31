/** One choice among a few, with its name. */
export function Choice<T extends string>({
  id,
  label,
  value,
  options,
  take,
}: {
  id: string;
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  take: (value: T) => void;
}) {
  return (
    <div class="import-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => take(currentTarget.value as T)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
