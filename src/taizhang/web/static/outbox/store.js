/* The outbox of this device: a record is written here first, and leaves only when the server names its id.
   One item: {id, person, told: {name: text}, files: [{name, type, bytes}], shown: {kind, unit}, entered, at,
   changed, tries, state: 'wait' | 'mend', errors, twin, address, edited}. What is no record also says where it
   is sent (send) and opened (open), and each of its files under which name (field). */
(function () {
  'use strict';
  var STORE = 'outbox', opened = null;

  function open() {
    opened = opened || new Promise(function (done, failed) {
      var asked = indexedDB.open('taizhang', 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('person', 'person');
      };
      asked.onsuccess = function () {
        asked.result.onversionchange = function () { asked.result.close(); opened = null; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = function () { opened = null; failed(asked.error); };
    });
    return opened;
  }

  // Resolves only once the disk has it: 'strict' waits for the flush where the browser knows the word.
  async function act(mode, deed) {
    var base = await open();
    return new Promise(function (done, failed) {
      var transaction = base.transaction(STORE, mode, { durability: 'strict' }), result;
      transaction.oncomplete = function () { done(result); };
      transaction.onerror = transaction.onabort = function () { failed(transaction.error); };
      deed(transaction.objectStore(STORE), function (told) { result = told; });
    });
  }

  function asked(request, then) { request.onsuccess = function () { then(request.result); }; }

  function byAge(items) { return items.sort(function (a, b) { return a.at - b.at; }); }

  taizhang.store = {
    newId: function () {
      return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
        return byte.toString(16).padStart(2, '0');
      }).join('');
    },
    /* Return what this person entered here, the oldest first; nobody else's is ever returned. */
    all: function (person) {
      return act('readonly', function (store, tell) {
        asked(store.index('person').getAll(person), function (items) { tell(byAge(items)); });
      });
    },
    /* Return how many wait here of anybody's: a number for the page before signing in. */
    count: function () {
      return act('readonly', function (store, tell) { asked(store.count(), tell); });
    },
    get: function (id, person) {
      return act('readonly', function (store, tell) {
        asked(store.get(id), function (item) { tell(item && item.person === person ? item : undefined); });
      });
    },
    put: function (item) {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
      return act('readwrite', function (store) { store.put(item); });
    },
    /* Change an item, unless it was changed by hand meanwhile; then it only learns that its first telling may stand. */
    settle: function (sent, deed) {
      return act('readwrite', function (store, tell) {
        asked(store.get(sent.id), function (now) {
          if (!now) { tell(false); return; }
          if (now.changed !== sent.changed) { now.edited = true; store.put(now); tell(false); return; }
          var left = deed(now);
          if (left) store.put(left); else store.delete(now.id);
          tell(true);
        });
      });
    },
    remove: function (id) { return act('readwrite', function (store) { store.delete(id); }); }
  };
})();
