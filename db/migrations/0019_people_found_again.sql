CREATE TABLE "duplicate_groups" (
	"key" text NOT NULL,
	"value" text NOT NULL,
	"contact_count" integer NOT NULL,
	"contact_ids" bigint[] NOT NULL,
	CONSTRAINT "duplicate_groups_key_value_pk" PRIMARY KEY("key","value")
);
--> statement-breakpoint
CREATE TABLE "duplicate_searches" (
	"key" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone,
	"searched_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "campaign_archives" ADD COLUMN "erased_to" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_merges" ADD COLUMN "into_email_normalized" text;--> statement-breakpoint
ALTER TABLE "duplicate_groups" ADD CONSTRAINT "duplicate_groups_key_duplicate_searches_key_fk" FOREIGN KEY ("key") REFERENCES "public"."duplicate_searches"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Once a statement: deleting many costs one join with a table that is small.
CREATE FUNCTION "keep_merged_findable"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM contact_merges) THEN
    UPDATE contact_merges m SET into_email_normalized = g.email_normalized
      FROM gone g WHERE m.into_contact_id = g.id;
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "contacts_keep_merged_findable" AFTER DELETE ON "contacts"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "keep_merged_findable"();
