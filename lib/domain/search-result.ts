/** What the command palette shows of the things it found. */
export type SearchResult = {
  kind: "campaign" | "contact";
  id: string;
  title: string;
  detail: string;
  href: string;
};
