/** A sentence in which `**` marks what stands out. */
export const Emphasised = ({ text }: { text: string }) => (
  <>{text.split('**').map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part))}</>
);
