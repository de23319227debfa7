"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Facts } from "@/components/ui/facts";
import { RadioGroup } from "@/components/ui/radio-group";
import { Section } from "@/components/ui/section";

export type FieldDifference = {
  field: string;
  label: string | undefined;
  into: string;
  from: string;
};

/** Field by field, whose value stays. What only one of them has is taken without asking. */
export function FieldChoices({ differences }: { differences: FieldDifference[] }) {
  const t = useTranslations("person.merge");
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const asked = differences.filter(({ into, from }) => into !== "" && from !== "");
  const filled = differences.filter(({ into, from }) => into === "" || from === "");
  const name = ({ field, label }: FieldDifference) => label ?? t(field as "name");
  function choose(field: string, side: string) {
    const after = new Set(taken);
    if (side === "from") after.add(field);
    else after.delete(field);
    setTaken(after);
  }
  return (
    <Section title={t("keep")}>
      {asked.length > 0 && (
        <div className="grid gap-5 sm:grid-cols-2">
          {asked.map((difference) => {
            const { field, into, from } = difference;
            return (
              <div key={field}>
                {taken.has(field) && <input type="hidden" name="takeFrom" value={field} />}
                <RadioGroup
                  label={name(difference)}
                  items={[
                    { id: "into", label: into },
                    { id: "from", label: from },
                  ]}
                  value={taken.has(field) ? "from" : "into"}
                  onChange={(side) => choose(field, side)}
                />
              </div>
            );
          })}
        </div>
      )}
      {filled.length > 0 && (
        <Facts
          items={filled.map((difference) => ({
            label: name(difference),
            value: difference.into || difference.from,
          }))}
        />
      )}
    </Section>
  );
}
