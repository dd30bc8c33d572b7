import { useEffect, useRef, useState } from 'react';
import type { IntakeView } from '../../../main/contract/intake.contract.ts';
import type { Cells } from '../../../main/model/intake/answers.ts';
import type { Question } from '../../../main/model/intake/question.ts';
import { useAct } from '../../app/queries.ts';

/** Who of the customer's side writes: a contact by id, or a name nobody is known by. */
export interface Speaker {
  readonly contact?: string;
  readonly by?: string;
}

/** One answer being written: kept when it is left, one call after the other, each against what was seen last. */
export function useAnswer(question: Question, view: IntakeView, speaker: Speaker = {}) {
  const { id } = question;
  const stored = view.cells[id] ?? (question.form === 'table' ? [] : '');
  const [draft, setDraft] = useState<Cells | undefined>();
  const waiting = useRef<Cells | undefined>(undefined);
  const base = view.base[id];
  const save = useAct((client, cells: Cells) =>
    client.intake.save({
      answers: { [id]: cells },
      unknown: {},
      base: base === undefined ? {} : { [id]: base },
      ...speaker,
    }),
  );
  const note = useAct((client, unknown: string | null) =>
    client.intake.save({ answers: {}, unknown: { [id]: unknown }, base: {}, ...speaker }),
  );
  const send = (cells: Cells) =>
    save.mutate(cells, { onSuccess: () => setDraft((now) => (now === cells ? undefined : now)) });
  useEffect(() => {
    if (save.isPending || waiting.current === undefined) return;
    const next = waiting.current;
    waiting.current = undefined;
    send(next);
  });
  return {
    cells: draft ?? stored,
    isSaving: save.isPending || note.isPending,
    isSaved: save.isSuccess && draft === undefined,
    error: save.error ?? note.error,
    /** What stands in the field now; not kept yet. */
    write: setDraft,
    /** Keeps what stands there, when it is something new. */
    keep: (cells: Cells | undefined = draft) => {
      if (cells === undefined || JSON.stringify(cells) === JSON.stringify(stored)) {
        setDraft(undefined);
        save.reset();
        return;
      }
      setDraft(cells);
      if (save.isPending) waiting.current = cells;
      else send(cells);
    },
    /** Whom to ask; null = it is known again. */
    dontKnow: note.mutate,
  };
}
