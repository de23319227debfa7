"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

/** Where a list has stepped to: void as soon as its filter changes. */
const positions = ["after", "before", "page", "cursor"];

/** A value of the address; setting it fetches the page anew and goes back to the list's start. */
export function useUrlState(
  paramName: string,
): [value: string, setValue: (value: string) => void, isPending: boolean] {
  const router = useRouter();
  const pathname = usePathname();
  const parameters = useSearchParams();
  const [isPending, startTransition] = useTransition();

  function setValue(value: string) {
    const next = new URLSearchParams(parameters);
    for (const position of positions) next.delete(position);
    if (value === "") next.delete(paramName);
    else next.set(paramName, value);
    const query = next.toString();
    startTransition(() =>
      router.replace(query === "" ? pathname : `${pathname}?${query}`, { scroll: false }),
    );
  }

  return [parameters.get(paramName) ?? "", setValue, isPending];
}
