-- The end of an address gets a sign of its own (ø is a letter to the trigrams and in no address): without
-- it "naver.com", looked for as "naver" at an end, found every "naver." of other addresses too.
DROP INDEX "contacts_search";--> statement-breakpoint
CREATE OR REPLACE FUNCTION "contact_search_text"(name text, email text, phone text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(normalize(' ' || name || ' ' || left(email, length(email) - strpos(reverse(email), '.')) || 'ø', NFD))
    || ' ' || coalesce(translate(phone, '+-(). ', ''), '')
$$;--> statement-breakpoint
CREATE INDEX "contacts_search" ON "contacts"
  USING gin (((id >> 15)::int), contact_search_text(name, email, phone) gin_trgm_ops)
  WITH (fastupdate = on, gin_pending_list_limit = 32768);
