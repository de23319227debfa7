/** The mark: a type block with the letter cut out of it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M8.5 6.5h9v2.1l-2.6.5v13.8h4.6c1.5 0 2.3-.5 2.7-1.9l.7-2.4h1.9l-.4 6.9H8.5v-2.1l2.4-.5V9.1l-2.4-.5z"
      />
    </svg>
  );
}
