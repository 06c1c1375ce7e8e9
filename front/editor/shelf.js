// What could not be saved is kept in this browser, for this person and this report, until it is saved.

/** Return a shelf: put(told), take() -> told or null, clear(). `put` returns whether it could be kept. */
export function shelf(person, report) {
  const slot = `report:${person}:${report}`;
  return {
    put(told) { try { localStorage.setItem(slot, JSON.stringify(told)); return true; } catch (fault) { return false; } },
    take() { try { return JSON.parse(localStorage.getItem(slot)); } catch (fault) { return null; } },
    clear() { try { localStorage.removeItem(slot); } catch (fault) { /* private windows keep nothing */ } },
  };
}
