import {
  Ban,
  ChartPie,
  FileDown,
  Hash,
  House,
  LayoutTemplate,
  type LucideIcon,
  Send,
  Settings,
  Truck,
  Users,
} from "lucide-react";

/** A place in the map; `label` is a key of the shell messages, `letter` goes there after `g`. */
export type Place = {
  label:
    | "overview"
    | "campaigns"
    | "templates"
    | "contacts"
    | "segments"
    | "topics"
    | "imports"
    | "suppressions"
    | "delivery"
    | "settings";
  href: string;
  icon: LucideIcon;
  letter: string;
};

export type PlaceGroup = { label?: "audience"; places: Place[] };

export const map: PlaceGroup[] = [
  {
    places: [
      { label: "overview", href: "/", icon: House, letter: "o" },
      { label: "campaigns", href: "/campaigns", icon: Send, letter: "c" },
      { label: "templates", href: "/templates", icon: LayoutTemplate, letter: "t" },
    ],
  },
  {
    label: "audience",
    places: [
      { label: "contacts", href: "/audience/contacts", icon: Users, letter: "a" },
      { label: "segments", href: "/audience/segments", icon: ChartPie, letter: "s" },
      { label: "topics", href: "/audience/topics", icon: Hash, letter: "p" },
      { label: "imports", href: "/audience/imports", icon: FileDown, letter: "i" },
      { label: "suppressions", href: "/audience/suppressions", icon: Ban, letter: "x" },
    ],
  },
  {
    places: [
      { label: "delivery", href: "/delivery", icon: Truck, letter: "d" },
      { label: "settings", href: "/settings", icon: Settings, letter: "e" },
    ],
  },
];

export const places: Place[] = map.flatMap((group) => group.places);

/** The place that a path belongs to: the longest address it starts with. */
export function findPlace(pathname: string): Place | undefined {
  return places
    .filter(({ href }) =>
      href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`),
    )
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
