export type { RecipientStatus } from "@/db/schema/recipients";
