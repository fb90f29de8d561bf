# bash completion for actionctl; load it with: source <(actionctl completion bash)

# _actionctl_words splits the line up to the cursor at blanks, not at = : and @ as
# readline does. It sets words, the last of which is the one to complete, and piece,
# what readline replaces of it.
_actionctl_words() {
    local rest=$COMP_LINE trimmed i n
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        if ((i == COMP_CWORD)); then
            n=$((COMP_POINT - ${#COMP_LINE} + ${#trimmed}))
            ((n < 0)) && n=0
            piece=${piece:0:n}
        fi
        if ((i == 0)) || [[ $trimmed != "$rest" || -z $rest ]]; then
            words+=("$piece")
        else
            n=$((${#words[@]} - 1))
            words[n]+=$piece
        fi
        rest=${trimmed:${#piece}}
    done
    case $piece in
        *[!=:@]*) ;;
        *) piece= ;;
    esac
}

_actionctl() {
    local -a words answers
    local i piece word line directive program before column width tab=$'\t'
    _actionctl_words
    local last=$((${#words[@]} - 1))
    before=${words[last]%"$piece"}
    [[ $piece != "${words[last]}" ]] && before=${before%@} # readline gives the @ to what is behind it
    before=${before//[\"\'\\]/}
    for ((i = 0; i <= last; i++)); do # quotes are the shell's, nothing is evaluated
        words[i]=${words[i]//[\"\'\\]/}
    done
    program=${words[0]/#\~\//$HOME/}
    type -P "$program" >/dev/null || program=actionctl # an alias

    while IFS= read -r line; do
        answers+=("$line")
    done < <("$program" __complete "${words[@]:1}" 2>/dev/null)
    last=$((${#answers[@]} - 1))
    COMPREPLY=()
    ((last < 0)) && return
    directive=${answers[last]#:}
    unset "answers[last]"
    ((directive & 1)) && return
    if type -t compopt >/dev/null; then
        ((directive & 2)) && compopt -o nospace
        ((directive & 4)) && compopt +o default
        ((directive & 32)) && ((BASH_VERSINFO[0] > 4 || BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] >= 4)) && compopt -o nosort
    fi
    if ((directive & 16)); then
        type -t compopt >/dev/null && compopt -o filenames
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done < <(compgen -d -- "$piece")
        return
    fi

    if ((${#answers[@]} == 1)) || [[ ${COMP_TYPE-9} == 37 || ${COMP_TYPE-9} == 42 ]]; then
        for line in "${answers[@]}"; do
            word=${line%%"$tab"*}
            word=${word#"$before"}
            case $piece in
                [\"\']*) COMPREPLY+=("$word") ;; # the quote is open
                *) COMPREPLY+=("$(printf '%q' "$word")") ;;
            esac
        done
        return
    fi
    column=0
    for line in "${answers[@]}"; do
        word=${line%%"$tab"*}
        word=${word#"$before"}
        ((${#word} > column)) && column=${#word}
    done
    for line in "${answers[@]}"; do
        word=${line%%"$tab"*}
        word=${word#"$before"}
        width=$((${COLUMNS:-80} - column - 4))
        if [[ $line == *"$tab"* && $width -gt 12 ]]; then
            line=${line#*"$tab"}
            line=${line//\`/}
            ((${#line} > width)) && line=${line:0:width-1}…
            printf -v word '%-*s  (%s)' "$column" "$word" "$line"
        fi
        COMPREPLY+=("$word")
    done
}

if type -t compopt >/dev/null; then
    complete -o default -F _actionctl actionctl
else
    complete -o default -o nospace -F _actionctl actionctl # bash 3 of macOS
fi
