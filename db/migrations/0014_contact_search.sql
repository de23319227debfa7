CREATE EXTENSION IF NOT EXISTS "pg_trgm";--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS "btree_gin";--> statement-breakpoint
-- What words are looked for in. NFD takes Hangul syllables apart, so that two of them have the three
-- letters of a trigram. Of an address its last label is left out: ".com" finds nobody and costs
-- every row. lib/contact-search.ts asks with the same function.
CREATE FUNCTION "contact_search_text"(name text, email text, phone text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(normalize(' ' || name || ' ' || left(email, length(email) - strpos(reverse(email), '.')), NFD))
    || ' ' || coalesce(translate(phone, '+-(). ', ''), '')
$$;--> statement-breakpoint
-- The first column is a window of ids: a search goes through them newest first, see docs/performance.md.
-- Rows wait in a long list before they are sorted in: that halves what the index costs an import, and
-- reading the whole list costs a search some 20 ms.
CREATE INDEX "contacts_search" ON "contacts"
  USING gin (((id >> 15)::int), contact_search_text(name, email, phone) gin_trgm_ops)
  WITH (fastupdate = on, gin_pending_list_limit = 32768);--> statement-breakpoint
-- One look a statement instead of one a row, which took a fifth of a plain insert: whoever was erased
-- is taken out again before the statement ends. Changing an address is rare and is refused per row.
DROP TRIGGER "contacts_keep_erased_out" ON "contacts";--> statement-breakpoint
CREATE FUNCTION "take_erased_out"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM erasures) THEN
    DELETE FROM contacts c USING added a, erasure_salt s, erasures e
      WHERE c.id = a.id AND e.hash = sha256(s.salt || convert_to(a.email_normalized, 'UTF8'));
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "contacts_take_erased_out" AFTER INSERT ON "contacts"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "take_erased_out"();--> statement-breakpoint
CREATE TRIGGER "contacts_keep_erased_out" BEFORE UPDATE OF "email_normalized" ON "contacts"
  FOR EACH ROW WHEN (OLD.email_normalized IS DISTINCT FROM NEW.email_normalized)
  EXECUTE FUNCTION "keep_erased_out"();
