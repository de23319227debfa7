import type { FixedColumn } from "@/lib/domain/contact-columns";

export type Column =
  | { name: string; kind: FixedColumn; label?: undefined }
  | { name: string; kind: "property"; label: string };

export type Row = {
  id: number;
  email: string;
  name: string;
  phone: string | null;
  source: string | null;
  locale: string | null;
  topics: string[];
  suppressedBy: string[];
  createdAt: Date;
  updatedAt: Date;
  lastOpenedAt: Date | null;
  lastClickedAt: Date | null;
  /** Of properties, by the column's name. */
  values: Record<string, string>;
};

/** The first chosen columns stay on smaller screens. */
export function narrow(place: number): { hideBelow?: "sm" | "md" | "lg" } {
  return { hideBelow: place === 0 ? "sm" : place === 1 ? "md" : "lg" };
}
