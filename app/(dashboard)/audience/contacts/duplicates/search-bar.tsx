"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { findDuplicates } from "@/app/(dashboard)/audience/contacts/person-actions";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";

type SearchBarProps = { searchKey: string; isSearching: boolean; children: ReactNode };

/** As of when the groups below are, and the way to have all contacts looked through anew. */
export function SearchBar({ searchKey, isSearching, children }: SearchBarProps) {
  const t = useTranslations("person.duplicates");
  return (
    <Form action={findDuplicates}>
      <input type="hidden" name="key" value={searchKey} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <output className="text-sm text-muted">{children}</output>
        {!isSearching && (
          <SubmitButton size="small" variant="secondary">
            {t("again")}
          </SubmitButton>
        )}
      </div>
    </Form>
  );
}
