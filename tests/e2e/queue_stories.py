"""What the queue of saving decides, as tables that `test_queue.py` plays.

On the left is what happens and at what millisecond, on the right what the queue makes of it: what an answer means, what
the page may say, whether it is safe to leave or stuck with what was refused, and what is to be done next.
An answer is written step/unsure/evidence; what is empty at its end is left out.
"""

STORIES = {
    "saved is said only after the server said so": """
        0 choose a=1                | saving; send a=1
        9000 wait                   | saving
        9001 answer 200             | saved; saved; safe
    """,
    "one request at a time, in order, and the newest value wins": """
        0 choose a=1                | saving; send a=1
        1 choose a=2                | saving
        2 choose b=0                | saving
        3 choose a=4                | saving
        50 answer 200               | saved; saving; send a=4
        51 choose c=3               | saving
        60 answer 200               | saved; saving; send b=0
        70 answer 200               | saved; saving; send c=3
        80 answer 200               | saved; saved; safe
    """,
    "typed words wait for a pause in the typing": """
        0 type a=2//w               | saving; wait 800
        700 type a=2//wo            | saving; wait 800
        1499 wait                   | saving; wait 1
        1500 wait                   | saving; send a=2//wo
        1600 type a=2//wor          | saving
        1700 answer 200             | saved; saving; send a=2//wor
        1800 answer 200             | saved; saved; safe
    """,
    "a field that is left is saved a little later": """
        0 type a=2//w               | saving; wait 800
        100 blur                    | saving; wait 300
        400 wait                    | saving; send a=2//w
        450 answer 200              | saved; saved; safe
        500 blur                    | saved; safe
    """,
    "a choice takes typed words along": """
        0 type a=2//w               | saving; wait 800
        100 choose b=1              | saving; send a=2//w
        150 answer 200              | saved; saving; send b=1
    """,
    "coming back sends typed words, coming online does not": """
        0 type a=2//w               | saving; wait 800
        100 online                  | saving; wait 700
        200 back                    | saving; send a=2//w
    """,
    "the pause before another attempt doubles up to a cap, and begins anew once something is saved": """
        0 choose a=1                | saving; send a=1
        0 answer 0                  | unknown; waiting; wait 1000
        999 wait                    | waiting; wait 1
        1000 wait                   | waiting; send a=1
        1000 answer 503             | unknown; waiting; wait 2000
        3000 wait                   | waiting; send a=1
        3000 answer 0               | unknown; waiting; wait 4000
        7000 wait                   | waiting; send a=1
        7000 answer 0               | unknown; waiting; wait 8000
        15000 wait                  | waiting; send a=1
        15000 answer 0              | unknown; waiting; wait 16000
        31000 wait                  | waiting; send a=1
        31000 answer 0              | unknown; waiting; wait 30000
        61000 wait                  | waiting; send a=1
        61000 answer 0              | unknown; waiting; wait 30000
        91000 wait                  | waiting; send a=1
        91000 answer 200            | saved; saved; safe
        91000 choose a=2            | saving; send a=2
        91000 answer 0              | unknown; waiting; wait 1000
    """,
    "nothing is sent during the pause, and then the newest": """
        0 choose a=1                | saving; send a=1
        0 answer 0                  | unknown; waiting; wait 1000
        100 choose a=2              | saving; wait 900
        200 type b=//w              | saving; wait 800
        300 blur                    | saving; wait 700
        400 back                    | saving; wait 600
        900 type b=//wo             | saving; wait 100
        1000 wait                   | saving; send a=2
        1100 answer 200             | saved; saving; send b=//wo
        1200 answer 200             | saved; saved; safe
    """,
    "what failed lets the others go first": """
        0 choose a=1                | saving; send a=1
        1 choose b=2                | saving
        2 answer 500                | unknown; waiting; wait 1000
        1002 wait                   | waiting; send b=2
        1003 answer 200             | saved; waiting; send a=1
        1004 answer 200             | saved; saved; safe
    """,
    "the network is back: the pause is over": """
        0 choose a=1                | saving; send a=1
        0 answer 0                  | unknown; waiting; wait 1000
        100 online                  | waiting; send a=1
        200 answer 0                | unknown; waiting; wait 2000
    """,
    "after a pause typed words wait as before": """
        0 choose a=1                | saving; send a=1
        0 answer 0                  | unknown; waiting; wait 1000
        1000 wait                   | waiting; send a=1
        1001 answer 200             | saved; saved; safe
        1002 type a=1//w            | saving; wait 800
    """,
    "a refused value is not sent again until it changes": """
        0 choose a=1                | saving; send a=1
        1 answer 422                | refused; refused; stuck
        90000 wait                  | refused; stuck
        90001 online                | refused; stuck
        90002 back                  | refused; stuck
        90003 blur                  | refused; stuck
        90004 choose b=3            | saving; stuck; send b=3
        90005 answer 200            | saved; refused; stuck
        90006 type a=1//w           | saving; wait 800
        90806 wait                  | saving; stuck; send a=1//w
        90807 answer 413            | refused; refused; stuck
        90808 choose a=2            | saving; send a=2
        90809 answer 200            | saved; saved; safe
    """,
    "words typed into what was refused make it good": """
        0 choose a=1                | saving; send a=1
        1 answer 422                | refused; refused; stuck
        2 type a=1//w               | saving; wait 800
        802 wait                    | saving; stuck; send a=1//w
        803 answer 200              | saved; saved; safe
    """,
    "a conflict waits for the person, whose pick is sent": """
        0 choose a=1                | saving; send a=1
        1 answer 409 conflict 3     | conflict; refused; stuck
        90000 wait                  | refused; stuck
        90001 choose a=1            | saving; send a=1
        90002 answer 200            | saved; saved; safe
    """,
    "what was chosen meanwhile is shown as the conflict too": """
        0 choose a=1                | saving; send a=1
        1 choose a=2                | saving
        2 answer 409 conflict 3     | conflict; saving; stuck; send a=2
        3 answer 409 conflict 3     | conflict; refused; stuck
    """,
    "our own save whose answer was lost is no conflict": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        10 choose a=1               | saving; wait 990
        1000 wait                   | saving; send a=1
        1001 answer 409 conflict 3  | ours; saving; send a=1
        1002 answer 200             | saved; saved; safe
    """,
    "each lost save may be the stored one": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        10 choose a=4               | saving; wait 990
        1000 wait                   | saving; send a=4
        1000 answer 0               | unknown; waiting; wait 2000
        1010 choose a=1             | saving; wait 1990
        3000 wait                   | saving; send a=1
        3001 answer 409 conflict 3  | ours; saving; send a=1
    """,
    "somebody else's answer is a conflict after a lost save too": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        1000 wait                   | waiting; send a=3
        1001 answer 409 conflict 2  | conflict; refused; stuck
    """,
    "a lost save of one question explains nothing about another": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        10 choose b=1               | saving; wait 990
        1000 wait                   | saving; send a=3
        1001 answer 200             | saved; saving; send b=1
        1002 answer 409 conflict 3  | conflict; refused; stuck
    """,
    "lost saves of several questions are kept apart": """
        0 choose a=3                | saving; send a=3
        1 choose b=3                | saving
        2 choose c=1                | saving
        3 answer 0                  | unknown; waiting; wait 1000
        4 choose a=1                | saving; wait 999
        1003 wait                   | saving; send b=3
        1003 answer 0               | unknown; waiting; wait 2000
        1004 choose b=1             | saving; wait 1999
        3003 wait                   | saving; send c=1
        3004 answer 200             | saved; saving; send a=1
        3005 answer 409 conflict 3  | ours; saving; send b=1
        3006 answer 409 conflict 3  | ours; saving; send a=1
    """,
    "a lost save explains nothing once a save came through": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        1000 wait                   | waiting; send a=3
        1001 answer 200             | saved; saved; safe
        1002 choose a=1             | saving; send a=1
        1003 answer 409 conflict 3  | conflict; refused; stuck
    """,
    "a lost save explains one conflict and no more": """
        0 choose a=3                | saving; send a=3
        0 answer 0                  | unknown; waiting; wait 1000
        10 choose a=1               | saving; wait 990
        1000 wait                   | saving; send a=1
        1001 answer 409 conflict 3  | ours; saving; send a=1
        1002 answer 409 conflict 3  | conflict; refused; stuck
    """,
    "handed in elsewhere: all stops, for good": """
        0 choose a=1                | saving; send a=1
        1 choose b=2                | saving
        2 answer 409 submitted      | gone; gone; safe
        90000 wait                  | gone; safe
        90001 back                  | gone; safe
        90002 online                | gone; safe
        90003 choose a=2            | saving; safe; send a=2
        90004 answer 409 submitted  | gone; gone; safe
    """,
    "deleted or logged out: all stops, and is tried once more by who comes back": """
        0 choose a=1                | saving; send a=1
        1 choose b=2                | saving
        2 answer 404                | shut out; gone; safe
        90000 wait                  | gone; safe
        90001 back                  | gone; send a=1
        90002 answer 404            | shut out; gone; safe
        90003 wait                  | gone; safe
        90004 back                  | gone; send a=1
        90005 answer 200            | saved; gone; send b=2
        90006 answer 200            | saved; saved; safe
        90007 back                  | saved; safe
    """,
    "one answer that is taken brings in all that was shut out": """
        0 choose a=1                | saving; send a=1
        1 answer 404                | shut out; gone; safe
        2 choose b=2                | saving; safe; send b=2
        3 answer 200                | saved; saving; send a=1
        4 answer 200                | saved; saved; safe
    """,
    "going on with all saved goes at once": """
        0 leave                     | goes; safe
        1 choose a=1                | saving; send a=1
        2 answer 200                | saved; saved; safe
        3 leave                     | goes; saved; safe
    """,
    "going on waits until all is saved, and goes once": """
        0 choose a=1                | saving; send a=1
        1 type b=//w                | saving
        2 leave                     | stays; saving
        3 answer 200                | saved; saving; send b=//w
        4 answer 200                | saved, goes on; saved; safe
        5 choose a=2                | saving; send a=2
        6 answer 200                | saved; saved; safe
    """,
    "going on sends typed words at once": """
        0 type a=//w                | saving; wait 800
        1 leave                     | stays; saving; send a=//w
        2 answer 200                | saved, goes on; saved; safe
    """,
    "going on ends a pause, and outlives more failures": """
        0 choose a=1                | saving; send a=1
        0 answer 0                  | unknown; waiting; wait 1000
        1 leave                     | stays; waiting; send a=1
        2 answer 0                  | unknown; waiting; wait 2000
        2002 wait                   | waiting; send a=1
        2003 answer 200             | saved, goes on; saved; safe
    """,
    "going on with something refused stays until it is decided": """
        0 choose a=1                | saving; send a=1
        1 answer 409 conflict 3     | conflict; refused; stuck
        2 leave                     | stays; refused; stuck
        3 choose a=3                | saving; send a=3
        4 answer 200                | saved, goes on; saved; safe
    """,
    "a refusal ends the wish to go on": """
        0 choose a=1                | saving; send a=1
        1 leave                     | stays; saving
        2 answer 422                | refused; refused; stuck
        3 choose a=2                | saving; send a=2
        4 answer 200                | saved; saved; safe
    """,
    "where nothing can be saved any more one may go on": """
        0 choose a=1                | saving; send a=1
        1 answer 422                | refused; refused; stuck
        2 choose b=1                | saving; stuck; send b=1
        3 leave                     | stays; saving; stuck
        4 answer 409 submitted      | gone, goes on; gone; safe; stuck
        5 leave                     | goes; gone; safe; stuck
    """,
    "a page that closes sends what waits, the newest of what is under way too": """
        0 close                     | sends nothing; safe
        1 choose a=1                | saving; send a=1
        2 close                     | sends nothing; saving
        3 choose b=2                | saving
        4 type c=//w                | saving
        5 choose a=4                | saving
        6 close                     | sends b=2 c=//w a=4+1; saving
        7 answer 0                  | unknown; waiting; wait 1000
        8 close                     | sends b=2+1 c=//w+1 a=4+2; waiting; wait 999
    """,
    "a page that lives on sends its last words again, and they are no change": """
        0 choose a=2                | saving; send a=2
        1 choose a=4                | saving
        2 close                     | sends a=4+1; saving
        3 answer 200                | saved; saving; send a=4
        4 answer 200                | saved; saved; safe
    """,
    "last words of our own are no conflict with what is chosen after them": """
        0 choose a=2                | saving; send a=2
        1 choose a=4                | saving
        2 close                     | sends a=4+1; saving
        3 answer 200                | saved; saving; send a=4
        4 choose a=1                | saving
        5 close                     | sends a=1+2; saving
        6 answer 409 conflict 1     | ours; saving; send a=1
        7 answer 200                | saved; saved; safe
    """,
    "last words that were typed": """
        0 type a=//w                | saving; wait 800
        1 close                     | sends a=//w; saving; wait 799
        2 type a=//wo               | saving; wait 800
        3 close                     | sends a=//wo+1; saving; wait 799
        802 wait                    | saving; send a=//wo
        803 answer 200              | saved; saved; safe
    """,
}
