-- A dossier shows every registry action on the people of a case: found by whom they are on, not by reading them all.
CREATE INDEX projected_events_registry ON projected_events (subject, sequence) WHERE case_id IS NULL;
CREATE INDEX projected_events_rotations ON projected_events (actor, sequence) WHERE kind = 'RotateKey';
