import type { ReactNode } from "react";

/** Names and values of one thing: the details of a contact, of a campaign. */
export function Facts({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[minmax(8rem,auto)_1fr] sm:gap-y-2">
      {items.map((item) => (
        <div key={item.label} className="sm:col-span-2 sm:grid sm:grid-cols-subgrid">
          <dt className="text-sm text-muted sm:text-base">{item.label}</dt>
          <dd className="min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
