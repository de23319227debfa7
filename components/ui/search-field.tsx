"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button, Input, SearchField as AriaSearchField } from "react-aria-components";
import { cx } from "./class-names";
import { controlStyle } from "./field";
import { Spinner } from "./spinner";
import { useUrlState } from "./url-state";

type SearchFieldProps = {
  /** Read out, and shown as the hint inside. */
  label: string;
  paramName?: string;
  className?: string;
};

/** Searches a list by writing the address; `/` on the keyboard comes here. */
export function SearchField({ label, paramName = "q", className }: SearchFieldProps) {
  const t = useTranslations("ui");
  const [value, setValue, isPending] = useUrlState(paramName);
  const [text, setText] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isComposing = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address changed by other means (back, a link): follow it.
  if (value !== lastValue) {
    setLastValue(value);
    if (value !== text.trim()) setText(value);
  }

  function search(next: string, delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setValue(next.trim()), delayMs);
  }

  return (
    <AriaSearchField
      aria-label={label}
      value={text}
      onChange={(next) => {
        setText(next);
        if (!isComposing.current) search(next, next === "" ? 0 : 300);
      }}
      onSubmit={(next) => search(next, 0)}
      className={cx("group relative w-full sm:w-72", className)}
    >
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-3 grid place-items-center text-muted"
      >
        {isPending ? <Spinner className="size-3.5" /> : <Search className="size-4" />}
      </span>
      <Input
        data-search
        placeholder={label}
        onCompositionStart={() => {
          isComposing.current = true;
        }}
        onCompositionEnd={(event) => {
          isComposing.current = false;
          search(event.currentTarget.value, 300);
        }}
        className={cx(controlStyle, "h-9 px-9 [&::-webkit-search-cancel-button]:hidden")}
      />
      <Button
        aria-label={t("clearSearch")}
        className="absolute inset-y-1 right-1 grid w-7 place-items-center rounded-sm text-muted group-data-empty:hidden hover:bg-hover"
      >
        <X className="size-4" aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
