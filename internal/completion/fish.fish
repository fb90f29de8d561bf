# fish completion for actionctl; load it with: actionctl completion fish | source

function __actionctl_answers
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l program actionctl
    command -q -- $before[1]; and set program $before[1]
    set -l bare (string unescape -- $typed); or set bare (string trim -c '"\'' -- $typed)
    # quotes are taken off, nothing is evaluated
    set -l answers (command $program __complete $before[2..-1] "$bare" 2>/dev/null)
    test (count $answers) -gt 0; or return
    set -l directive (string sub -s 2 -- $answers[-1])
    set -e answers[-1]
    test (math "$directive % 2") -eq 1; and return
    set -l prefix (string match -r -- '^-.*?=' $bare) # what comes back is the value
    for answer in $answers
        echo "$prefix$answer"
    end
    test (count $answers) -gt 0; and return
    if test (math "floor($directive / 16) % 2") -eq 1
        __fish_complete_directories $typed
    else if test (math "floor($directive / 4) % 2") -eq 0
        __fish_complete_path $typed
    end
end

complete -c actionctl -e
complete -c actionctl -f -k -a '(__actionctl_answers)'
