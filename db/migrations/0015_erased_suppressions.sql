-- A late bounce or SES's own list would otherwise write an erased address down again.
CREATE FUNCTION "take_erased_suppressions_out"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM erasures) THEN
    DELETE FROM suppressions x USING added a, erasure_salt s, erasures e
      WHERE x.email_normalized = a.email_normalized
        AND e.hash = sha256(s.salt || convert_to(a.email_normalized, 'UTF8'));
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "suppressions_take_erased_out" AFTER INSERT ON "suppressions"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "take_erased_suppressions_out"();
