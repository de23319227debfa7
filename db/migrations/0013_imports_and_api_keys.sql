CREATE TABLE "api_keys" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"start" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" bigint
);
--> statement-breakpoint
ALTER TABLE "import_contacts" DROP CONSTRAINT "import_contacts_import_id_imports_id_fk";
--> statement-breakpoint
ALTER TABLE "import_contacts" DROP CONSTRAINT "import_contacts_contact_id_contacts_id_fk";
--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "source_updated_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
-- Uploads are compressed already or read once: compressing them again costs more than it saves, and
-- an archive's directory is read in small pieces.
ALTER TABLE "import_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;--> statement-breakpoint
-- What the foreign keys of import_contacts did on deletion, once a statement instead of once a row.
CREATE FUNCTION "forget_imported_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_contacts m USING gone WHERE m.contact_id = gone.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "contacts_leave_imports" AFTER DELETE ON "contacts"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "forget_imported_contacts"();--> statement-breakpoint
CREATE FUNCTION "forget_import_members"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM import_contacts m USING gone WHERE m.import_id = gone.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "imports_leave_members" AFTER DELETE ON "imports"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "forget_import_members"();
